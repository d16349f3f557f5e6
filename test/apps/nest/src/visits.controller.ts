import { Controller, Get, Scope } from '@nestjs/common';

@Controller({ path: 'visits', scope: Scope.REQUEST })
export class VisitsController {
  @Get('latest')
  async latest(): Promise<{ readonly at: string }> {
    return { at: 'shelf-3' };
  }
}
