import { installServer } from '/work/main/test/host/install-server.ts';
console.log(await installServer());
