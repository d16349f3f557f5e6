import { Injectable } from '@nestjs/common';
import { similarity } from './similarity.js';

export interface Book {
  readonly id: number;
  readonly title: string;
}

export interface RankedBook extends Book {
  readonly similar: readonly string[];
}

@Injectable()
export class BooksService {
  private readonly books: readonly Book[] = Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    title: `The ${['quiet', 'restless', 'distant', 'second'][index % 4]} ${['garden', 'harbour', 'winter'][index % 3]} no. ${index}`,
  }));

  all(): readonly Book[] {
    return this.books;
  }

  ranked(id: number): RankedBook | undefined {
    const book = this.books.find((each) => each.id === id);
    if (book === undefined) return undefined;
    const scored = this.books.map(({ title }) => ({ title, score: similarity(title, book.title) }));
    const best = scored.sort((a, b) => b.score - a.score).slice(1, 4);
    return { ...book, similar: best.map(({ title }) => title) };
  }
}
