// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot, linkFlags } from '../toolchain/flags.js';
import type { Rule } from '../toolchain/ninja-file.js';
import { variantLinkFlags } from '../toolchain/sanitize.js';
import type { Tools } from '../toolchain/tools.js';
import { shellQuote } from '../util/command.js';

const tree = path.join(kernelRoot, 'tree');

/** Flags of every source: all of them, and those that go with a precompiled header. */
export interface CommonFlags {
  all: string[];
  withoutFirst: string[];
}

/** ninja's rules for a tree's programs. */
export function treeRules(tools: Tools, flags: CommonFlags): Rule[] {
  return [...compileRules(tools, flags), ...objectRules(), ...linkRules(tools)];
}

function quoted(words: string[]): string {
  return words.map(shellQuote).join(' ');
}

function compileRules({ compiler }: Tools, { all, withoutFirst }: CommonFlags): Rule[] {
  const cc = shellQuote(compiler.command);
  return [
    {
      name: 'cc',
      command: `${cc} $first ${quoted(all)} $flags -MMD -MF $out.d -c $in -o $out`,
      description: 'compile $in',
      depfile: true,
    },
    {
      name: 'cc_precompiled',
      command: `${cc} ${quoted(withoutFirst)} -include $precompiled $flags -MMD -MF $out.d -c $in -o $out`,
      description: 'compile $in',
      depfile: true,
    },
    {
      // Without one, gcc reads the header itself.
      name: 'precompile',
      command: `${cc} ${quoted(withoutFirst)} $flags -MMD -MF $out.d -x c-header -c $in -o $out || : >$out`,
      description: 'precompile $in',
      depfile: true,
    },
  ];
}

/** Changes of one object for one program. */
function objectRules(): Rule[] {
  const levels = ['early', 'rootfs', ...Array.from({ length: 8 }, (_, n) => [`${n}`, `${n}s`]).flat()];
  const renamed = (pairs: string[][]) => pairs.map(([from, to]) => `--rename-section ${from}=${to}`).join(' ');
  const initcalls = (prefix: string, early: string) =>
    levels.map((level) => [`.initcall${level}.init`, `${prefix}${level === 'early' ? early : level}`]);
  const module = [
    ...initcalls('.ktree_module_init.', '-early'),
    ['.exitcall.exit', '.ktree_module_exit'],
    ['__param', '.ktree_module_param'],
  ];
  return [
    { name: 'copy', command: 'cp $in $out', description: 'compile $out' },
    {
      name: 'initcalls',
      command: `objcopy ${renamed(initcalls('.ktree_initcall', 'early'))} $in $out`,
      description: 'initcalls $in',
    },
    {
      name: 'own_initcalls',
      command: `objcopy ${renamed(initcalls('.ktree_own_initcall.', '-early'))} $in $out`,
      description: 'initcalls $in',
    },
    {
      name: 'silence',
      command:
        'objcopy --rename-section .kunit_test_suites=.ktree_silent --rename-section .kunit_init_test_suites=.ktree_silent $in $out',
      description: 'silence $in',
    },
    { name: 'module', command: `objcopy ${renamed(module)} $in $out`, description: 'module $in' },
  ];
}

function linkRules({ compiler, runtime, variant }: Tools): Rule[] {
  const cc = shellQuote(compiler.command);
  // Kernel names stay inside, trap stubs' among them: libc and the sanitizers never meet them.
  const inside = (more = '', names = '') =>
    `as $boot -o $out.boot.o && ${cc} -r -nostdlib ${more}$strip -Wl,--allow-multiple-definition -o $out.k.o $in $out.boot.o && ` +
    `objcopy --wildcard --keep-global-symbol='kt_skin_*' ${names}$out.k.o`;
  const clean = 'rm -f $out.k.o $out.boot.o && mv -f $out.tmp $out';
  const hosted = [
    `${cc} ${[...linkFlags, ...variantLinkFlags(variant)].join(' ')} -Wl,--gc-sections,--unresolved-symbols=ignore-all,--no-warn-rwx-segments,-z,noexecstack $strip`,
    `-T ${shellQuote(path.join(tree, 'program.lds'))} -o $out.tmp`,
  ].join(' ');
  const instrument = variant.isInstrumented ? `${shellQuote(runtime.instrument)} ` : '';
  const engineFolder = shellQuote(path.dirname(runtime.sharedEngine));
  return [
    {
      name: 'link',
      command:
        `as $boot -o $out.boot.o && ${hosted} -Wl,--allow-multiple-definition,--version-script=${shellQuote(path.join(tree, 'exports.map'))} ` +
        `$in $out.boot.o $traps ${instrument}${shellQuote(runtime.sharedEngine)} -Wl,-rpath,${engineFolder} && rm -f $out.boot.o && mv -f $out.tmp $out`,
      description: 'link $out',
    },
    {
      name: 'link_apart',
      command: `${inside('$traps ')} && ${hosted} $out.k.o ${instrument}${shellQuote(runtime.engine)} && ${clean}`,
      description: 'link $out',
    },
    {
      name: 'library',
      // Sections stay apart, for what is left undefined would be looked for when it is loaded.
      command:
        `${inside('-Wl,--unique ', '--keep-global-symbols=$out.names ')} && ${cc} -shared -pthread -Wl,-z,now,-Bsymbolic,--gc-sections,--no-warn-rwx-segments,-z,noexecstack ` +
        `-Wl,--version-script=$out.version $strip -T ${shellQuote(path.join(tree, 'program.lds'))} ` +
        `-o $out.tmp $out.k.o ${shellQuote(runtime.engine)} && ${clean}`,
      description: 'link $out',
    },
  ];
}
