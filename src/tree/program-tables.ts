// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { trapAddresses } from '../link/traps.js';
import { mainOf } from './user-program.js';

// Assembly and linker input that is made for one program of a tree: readable, beside the program.

/** Boot hooks, in the order of the tree's start_kernel(). */
export function hookTable(hooks: string[]): string[] {
  return [
    "/* Boot hooks of this program, in the order of the tree's start_kernel(). */",
    '.section .data.rel.ro.ktree_boot, "aw"',
    '.balign 8',
    '.globl ktree_boot_hooks',
    'ktree_boot_hooks:',
    ...hooks.map((hook, i) => `.quad ${hook}, 9${i}f`),
    '.quad 0, 0',
    '.section .rodata.ktree_boot, "a"',
    ...hooks.map((hook, i) => `9${i}: .asciz "${hook}"`),
  ];
}

/** Whether a program tests a module that is not in the tree: what is found in it then fails its cases. */
export function ownTable(isOwn: boolean): string[] {
  return ['.section .rodata.ktree_own, "a"', '.globl ktree_is_own', `ktree_is_own: .byte ${isOwn ? 1 : 0}`];
}

/** The name and the file of the module that a program tests. */
export function moduleTable(module: string, test: string): string[] {
  return [
    '.section .data.rel.ro.ktree_module, "aw"',
    '.balign 8',
    '.globl ktree_module',
    'ktree_module: .quad 1f, 2f',
    '.section .rodata.ktree_module, "a"',
    `1: .asciz "${module}"`,
    `2: .asciz "${test}"`,
  ];
}

/** The name, the file and the main() of a user-space program. */
export function userTable(name: string, test: string): string[] {
  return [
    '.section .data.rel.ro.ktree_program, "aw"',
    '.balign 8',
    '.globl ktree_program',
    `ktree_program: .quad 1f, 2f, ${mainOf(test)}`,
    '.section .rodata.ktree_program, "a"',
    `1: .asciz "${name}"`,
    `2: .asciz "${test}"`,
  ];
}

/** An address for each trap stub: nothing is mapped there, and the symbol's name tells which it was. */
export function trapScript(traps: { symbol: string }[]): string {
  const lines = trapAddresses(traps.map((trap) => trap.symbol)).map(
    ([symbol, address]) => `"${symbol}" = 0x${address.toString(16)};`,
  );
  return `${lines.join('\n')}\n`;
}

export interface SharedObjectNames {
  name: string;
  exports: string[];
}

/**
 * A shared object's boot function and its stubs, which lie on pages of their own that nobody may
 * access: position-independent code does not reach absolute addresses.
 */
export function libraryTables(library: SharedObjectNames, stubs: string[]): string[] {
  return [
    '.text',
    `.globl ${library.name}_boot`,
    `.type ${library.name}_boot, @function`,
    `${library.name}_boot: jmp kth_library_boot@PLT`,
    '.section .rodata.ktree_library, "a"',
    '.globl ktree_library_name',
    `ktree_library_name: .asciz "${library.name}"`,
    ...stubs.map((stub, i) => `9${i}: .asciz "${stub}"`),
    '.section .data.rel.ro.ktree_library, "aw"',
    '.balign 8',
    '.globl ktree_library_stubs',
    'ktree_library_stubs:',
    ...stubs.map((stub, i) => `.quad ${stub}, 9${i}b`),
    '.quad 0, 0',
    '.section .ktree_library_stubs, "aw", @nobits',
    '.balign 4096',
    '.globl ktree_library_stubs_start, ktree_library_stubs_end',
    'ktree_library_stubs_start:',
    ...stubs.flatMap((stub) => [`.globl ${stub}`, `${stub}: .skip 4096`]),
    '.balign 4096',
    'ktree_library_stubs_end:',
  ];
}

/** What stays global among kernel names beside the engine's calls (kt_skin_*), and what the shared object offers. */
export function exportLists({ name, exports }: SharedObjectNames): { names: string; version: string } {
  const offered = [`${name}_boot`, ...exports];
  const tables = ['stubs', 'stubs_start', 'stubs_end', 'name'].map((word) => `ktree_library_${word}`);
  return {
    names: `${[...tables, ...offered].join('\n')}\n`,
    version: `{ global: ${offered.map((symbol) => `${symbol};`).join(' ')} local: *; };\n`,
  };
}
