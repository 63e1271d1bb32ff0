import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const HOSTS = join(ROOT, 'spec/hosts');
const SECTION = /^## As a plugin in your Express application$([\s\S]*?)(?=^## )/m;

describe('the README about the plugin', () => {
  it('shows only code that the hosts of the specs run', function () {
    const [, section] = SECTION.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    if (section === undefined) this.skip();
    const blocks = [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
    const hosts = readdirSync(HOSTS).map((file) => readFileSync(join(HOSTS, file), 'utf8'));
    expect(blocks).to.have.length.at.least(3);
    for (const code of blocks)
      expect(
        hosts.some((host) => host.includes(code)),
        code,
      ).to.equal(true);
  });
});
