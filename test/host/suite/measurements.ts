/** Times that tests take note of, by name, ms. */
export const measurements = new Map<string, number>();
