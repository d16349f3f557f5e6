import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ShelfModule } from './shelf.module.js';

const app = await NestFactory.create(ShelfModule);
app.setGlobalPrefix('api');
await app.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1');
console.log(`nest-app listens on ${await app.getUrl()}`);
