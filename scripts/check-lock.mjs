#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR GPL-2.0-only
// npm ci works on a platform only if the lock file has the optional packages of that platform, too; npm leaves them
// out when the lock file is written beside a node_modules of another platform.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** As Node.js looks a name up: in the package's own node_modules, then in those above. */
function isLocked(from, name) {
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

const missing = Object.entries(packages).flatMap(([at, { dependencies, optionalDependencies }]) =>
  Object.keys({ ...dependencies, ...optionalDependencies })
    .filter((name) => !isLocked(at, name))
    .map((name) => `${name}, of ${at || 'ktest'}`),
);
if (missing.length > 0) {
  console.error(`package-lock.json lacks ${missing.join('; ')}: run \`npm install --package-lock-only\``);
  process.exit(1);
}
