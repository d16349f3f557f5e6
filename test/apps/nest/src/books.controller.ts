import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { BooksService, type Book, type RankedBook } from './books.service.js';

@Controller('books')
export class BooksController {
  constructor(private readonly books: BooksService) {}

  @Get()
  list(): readonly Book[] {
    return this.books.all();
  }

  @Get(':id')
  one(@Param('id') id: string): RankedBook {
    const book = this.books.ranked(Number(id));
    if (book === undefined) throw new NotFoundException();
    return book;
  }

  @Post()
  @HttpCode(202)
  add(@Body() book: Book): Book {
    return book;
  }
}
