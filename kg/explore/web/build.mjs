// Bundles src/ into ../assets/: one script, one style sheet, each minified, with a line that names the sources' digest.
// The output is committed; tests compare the digest, and `scripts/page --check` the bytes.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, '..', 'assets');

/** SHA-256 over the names and contents of everything the output depends on. */
function digest() {
  const sources = readdirSync(join(here, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(here.length + 1)
        .replaceAll('\\', '/'),
    );
  const hash = createHash('sha256');
  for (const name of [...sources, 'build.mjs', 'package-lock.json'].sort()) {
    hash
      .update(name + '\0')
      .update(readFileSync(join(here, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

const banner = `/*! innokg explorer, Apache-2.0; built from sources ${digest()} */`;
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'inline',
  target: ['chrome90', 'firefox90', 'safari15'],
  logLevel: 'warning',
  write: false,
};

/** The text of a bundle, safe inside a script or style element. */
async function bundle(entry, element, options = {}) {
  const result = await build({ ...common, ...options, entryPoints: [entry] });
  const text = result.outputFiles[0].text;
  if (text.toLowerCase().includes(`</${element}`) || text.includes('<!--'))
    throw new Error(`${entry}: the bundle would end its own element`);
  return `${banner}\n${text}`;
}

writeFileSync(join(out, 'page.js'), await bundle('src/main.ts', 'script', { format: 'iife' }));
writeFileSync(join(out, 'page.css'), await bundle('src/style/page.css', 'style'));
const glue = await bundle('src/sparql/worker.ts', 'script', { format: 'iife', define: { 'import.meta.url': '""' } });
writeFileSync(
  join(out, 'sparql.js'),
  `/*! with Oxigraph 0.5.11, Copyright 2018 Oxigraph developers, MIT OR Apache-2.0 */\n${glue}`,
);

// The engine is kept compressed. Its bytes are left alone while they hold the same engine: compressors differ.
const engine = readFileSync(join(here, 'node_modules', 'oxigraph', 'web_bg.wasm'));
const kept = join(here, '..', 'assets', 'oxigraph.wasm.gz');
const same = existsSync(kept) && gunzipSync(readFileSync(kept)).equals(engine);
writeFileSync(join(out, 'oxigraph.wasm.gz'), same ? readFileSync(kept) : gzipSync(engine, { level: 9 }));
