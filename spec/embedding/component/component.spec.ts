import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { componentRoutes } from '../../../server/embedding/component/index.ts';
import { readNews } from '../../../static/scripts/embedding/read-news.ts';

describe('the script of the element', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'schoolbeat-element-'));
    await writeFile(join(directory, 'element.js'), 'customElements;');
  });
  after(() => rm(directory, { recursive: true, force: true }));

  it('is served to pages of any origin, at a path that stays, with no cookie', async () => {
    const asked: string[] = [];
    const assets = {
      path(name: string) {
        asked.push(name);
        return 'assets/element.js';
      },
      file: () => null,
      packed: () => ({ file: join(directory, 'element.js'), coding: null, varies: true }),
    };
    const app = express().use('/training', componentRoutes({ assets }));
    const { status, headers, text } = await request(app).get('/training/component/schoolbeat.js');
    expect({ status, text }).to.deep.equal({ status: 200, text: 'customElements;' });
    expect(asked).to.deep.equal(['scripts/embedding/schoolbeat-page.js']);
    expect(headers).to.include({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).to.not.have.property('set-cookie');
  });
});

describe('messages of the frame', () => {
  it('are read as a status or a height, and anything else as nothing', () => {
    const message = { type: 'schoolbeat', status: 'completed', success: 'passed', scoreScaled: 0.9, scoreRaw: 90 };
    expect(readNews({ ...message, engagedMs: 5, attempt: 1, version: 3, more: 1 })).to.deep.equal({
      kind: 'status',
      status: {
        status: 'completed',
        success: 'passed',
        scoreScaled: 0.9,
        scoreRaw: 90,
        engagedMs: 5,
        attempt: 1,
        version: 3,
      },
    });
    expect(readNews({ type: 'schoolbeat-height', height: 700 })).to.deep.equal({ kind: 'height', height: 700 });
    for (const other of [null, 'schoolbeat', {}, { type: 'schoolbeat-height', height: '1' }, { type: 'x' }]) {
      expect(readNews(other)).to.equal(null);
    }
  });
});
