'use strict';
const { Router } = require('express');
const { editDistance } = require('./distance.js');

const STEMS = ['profile', 'sample', 'function', 'request', 'latency', 'machine', 'capacity', 'garbage'];
const WORDS = STEMS.flatMap((left) => STEMS.flatMap((right) => STEMS.map((last) => `${left}-${right}-${last}`)));
const users = Array.from({ length: 20 }, (_, index) => ({ id: index + 1, name: `user-${index + 1}` }));

const router = Router();

router.get('/users', (request, response) => response.json({ users }));

router.get('/users/:id', (request, response) => {
  const user = users.find(({ id }) => id === Number(request.params.id));
  if (user === undefined) return response.status(404).json({ error: 'no such user' });
  return response.json(user);
});

router.get('/words/:word', (request, response) => {
  const word = request.params.word.slice(0, 40);
  response.json({ word, nearest: nearest(word) });
});

function nearest(word) {
  let best = { candidate: '', distance: Infinity };
  for (const candidate of WORDS) {
    const distance = editDistance(word, candidate);
    if (distance < best.distance) best = { candidate, distance };
  }
  return best.candidate;
}

module.exports = router;
