export function shortestTour(places, start) {
  let length = 0;
  for (let round = 0; round < 40; round++) length += greedyTour(places, start);
  return length / 40;
}

function greedyTour(places, start) {
  const left = new Set(places);
  let here = start;
  let length = 0;
  while (left.size > 0) {
    left.delete(here);
    let nearest = Infinity;
    let next = here;
    for (const place of left) {
      const distance = Math.hypot(place.x - here.x, place.y - here.y);
      if (distance < nearest) {
        nearest = distance;
        next = place;
      }
    }
    if (left.size > 0) length += nearest;
    here = next;
  }
  return length;
}
