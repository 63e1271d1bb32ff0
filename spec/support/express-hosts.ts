import express5, { type Express } from 'express';
import { createRequire } from 'node:module';

/** A kind of host application that the plugin is mounted in. */
export interface ExpressHost {
  readonly name: string;
  readonly createHost: () => Express;
}

/** The two major versions of Express that a host may use. */
export function expressHosts(): ExpressHost[] {
  const express4 = createRequire(import.meta.url)('express4') as () => Express;
  return [
    { name: 'Express 4', createHost: () => express4() },
    { name: 'Express 5', createHost: () => express5() },
  ];
}
