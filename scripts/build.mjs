// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Bundles src/ into dist/: one small start file, and a chunk for each command,
// so that a command loads only what it needs.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  external: ['jiti'],
  logLevel: 'warning',
});
