import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import process from 'node:process';
import { listeningPorts, portsOfLsof, portsOfNetstat } from '../../src/launch/listening-ports.ts';

describe('the ports a process listens on', () => {
  it('are those of its sockets', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((settle) => server.once('listening', settle));
    const { port } = server.address() as { port: number };
    assert.ok((await listeningPorts(process.pid)).includes(port));
    await new Promise((settle) => server.close(settle));
    assert.ok(!(await listeningPorts(process.pid)).includes(port));
  });

  it('are read from lsof, of both families', () => {
    assert.deepEqual(portsOfLsof('p42\nf21\nn127.0.0.1:9229\nf22\nn[::1]:3000\nf23\nn*:8080\n'), [9229, 3000, 8080]);
    assert.deepEqual(portsOfLsof(''), []);
  });

  it("are read from netstat, whatever its language, and are no other process's", () => {
    const table = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:3000           0.0.0.0:0              ABHÖREN          42
  TCP    [::]:3001              [::]:0                 ABHÖREN          42
  TCP    0.0.0.0:3002           0.0.0.0:0              ABHÖREN          4242
  TCP    127.0.0.1:3000         127.0.0.1:50000        HERGESTELLT      42
`;
    assert.deepEqual(portsOfNetstat(table.replaceAll('\n', '\r\n'), 42), [3000, 3001]);
  });
});
