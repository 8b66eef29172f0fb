// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';

/** How the log of a run marks a module that was asked for by request_module(): kernel/host/signals.c. */
const mark = 'module:';

export function isRequest(name: string): boolean {
  return name.startsWith(mark);
}

/** Built sources, and the module that each belongs to. */
export interface BuiltModules {
  root: string;
  sources: string[];
  moduleOf(source: string): string;
}

/** Sources of the modules that a request means, by what they register, their aliases or their names. */
export function providersOf(request: string, { root, sources, moduleOf }: BuiltModules): string[] {
  const name = request.slice(mark.length);
  const registering = sourcesThatRegister(name, root, sources);
  const found = registering.length > 0 ? registering : sourcesWithAlias(name, root, sources);
  const modules = new Set(found.length > 0 ? found.map(moduleOf) : [name]);
  const plain = (text: string) => text.replaceAll('-', '_');
  const names = new Set([...modules].map(plain));
  return sources.filter((source) => names.has(plain(moduleOf(source))) && startsModule(path.join(root, source)));
}

function startsModule(file: string): boolean {
  return /^(module_\w+|\w+_initcall(_sync)?)\s*\(/m.test(readFileSync(file, 'utf8'));
}

/**
 * A family of sockets (net-pf-2), or one of netlink's protocols (net-pf-16-proto-0), by the call that registers it: those
 * that no kernel has as a module have no alias.
 */
function sourcesThatRegister(name: string, root: string, sources: string[]): string[] {
  const [, family, protocol] = /^net-pf-(\d+)(?:-proto-(\d+))?$/.exec(name) ?? [];
  if (family === undefined) return [];
  const families = namesOfValue(path.join(root, 'include/linux/socket.h'), 'AF_', family);
  const protocols = namesOfValue(path.join(root, 'include/uapi/linux/netlink.h'), 'NETLINK_', protocol);
  if (protocol !== undefined && !families.includes('NETLINK')) return [];
  const call =
    protocol === undefined
      ? new RegExp(`\\bnet_proto_family\\b[^;]*\\.family\\s*=\\s*[AP]F_(${families.join('|')})\\b`)
      : new RegExp(`\\bnetlink_kernel_create\\s*\\([^;]*\\bNETLINK_(${protocols.join('|')})\\b`);
  return sources.filter(
    (source) => source.startsWith('net/') && call.test(readTextIfAny(path.join(root, source)) ?? ''),
  );
}

/** What a header defines with a prefix to be `value`, without the prefix. */
function namesOfValue(header: string, prefix: string, value: string | undefined): string[] {
  const found = (readTextIfAny(header) ?? '').matchAll(/^#define\s+(\w+)\s+(\d+)\b/gm);
  return [...found].flatMap(([, name = '', number]) =>
    name.startsWith(prefix) && number === value ? [name.slice(prefix.length)] : [],
  );
}

/** MODULE_ALIAS("crypto-crc32c"), or what its relatives make of it: MODULE_ALIAS_CRYPTO("crc32c"). */
function sourcesWithAlias(name: string, root: string, sources: string[]): string[] {
  const arguments_ = [name, ...[...name.matchAll(/[-_]/g)].map(({ index }) => name.slice(index + 1))];
  const words = arguments_.filter((text) => text !== '').flatMap((text) => ['-e', `("${text}")`, '-e', `(${text})`]);
  const found = tryCommand('grep', ['-oHF', ...words, ...sources], undefined, root);
  const files = new Set((found?.stdout ?? '').split('\n').map((line) => line.slice(0, line.indexOf(':'))));
  return [...files].filter((file) => file !== '' && aliases(readFileSync(path.join(root, file), 'utf8')).has(name));
}

function aliases(text: string): Set<string> {
  const found = text.matchAll(/^\s*MODULE_ALIAS(?:_([A-Z]+))?\s*\(\s*"?([^")]*)"?\s*\)/gm);
  return new Set(
    [...found].flatMap(([, kind, value = '']) =>
      kind === undefined ? [value] : ['-', '_'].map((sign) => `${kind.toLowerCase()}${sign}${value}`),
    ),
  );
}
