/** Requests to one address, two at a time, for some seconds: `small-load.ts PORT SECONDS`. */
const [port = '', seconds = ''] = process.argv.slice(2);
const endsMs = performance.now() + Number(seconds) * 1000;

async function client(): Promise<void> {
  while (performance.now() < endsMs) await (await fetch(`http://127.0.0.1:${port}/`)).text();
}

await Promise.all([client(), client()]);
