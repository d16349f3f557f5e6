import { Hono } from 'hono';
import { longestPalindrome } from './palindrome.js';

const stored = Array.from({ length: 12 }, (_, index) => ({
  id: index + 1,
  text: 'level-noon-radar-kayak-civic-'.repeat(5).slice(index),
}));

export const texts = new Hono();

texts.onError((error, context) => context.json({ error: error.message }, 500));

texts.get('/', (context) => context.json({ texts: stored }));

texts.get('/:id{[0-9]+}', (context) => {
  const found = stored.find(({ id }) => id === Number(context.req.param('id')));
  if (found === undefined) return context.json({ error: 'no such text' }, 404);
  return context.json({ ...found, palindrome: longestPalindrome(found.text) });
});
