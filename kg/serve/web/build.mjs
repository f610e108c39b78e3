// Bundles src/ into ../assets/editor.js. The output is committed; scripts/editor --check compares the bytes.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, '..', 'assets');

await build({
  absWorkingDir: here,
  entryPoints: ['src/editor.js'],
  outfile: join(out, 'editor.js'),
  bundle: true,
  minify: true,
  charset: 'utf8',
  format: 'iife',
  legalComments: 'inline',
  target: ['chrome90', 'firefox90', 'safari15'],
  logLevel: 'warning',
  banner: {
    js: '/*! innokg query editor, Apache-2.0; with CodeMirror 6 and Lezer, Copyright (C) Marijn Haverbeke and others, MIT */',
  },
});
