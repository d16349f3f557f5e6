import { Module } from '@nestjs/common';
import { BooksController } from './books.controller.js';
import { BooksService } from './books.service.js';
import { VisitsController } from './visits.controller.js';

@Module({ controllers: [BooksController, VisitsController], providers: [BooksService] })
export class ShelfModule {}
