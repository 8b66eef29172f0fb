// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BootHook } from './boot-order.js';
import type { ElfObject } from './elf.js';

/** Objects of one program, in the order in which they define: an earlier one wins. */
export interface Unit {
  source: string;
  elf: ElfObject;
  /** Its initcalls are run when anything of it is used. */
  runsInitcalls: boolean;
  /** They are run in any case. */
  isLoaded: boolean;
}

export interface Reached {
  /** Units with at least one section that is used. */
  sources: string[];
  /** Symbols that are used and that no unit defines: name → source that needs it. */
  missing: Map<string, string>;
  /** Boot hooks whose definer is used, in the given order. */
  hooks: string[];
  /** Sources whose initcalls run. */
  initcalls: string[];
}

export const initcallSection = /^\.(?:con_)?initcall(\w*)\.init$/;

/**
 * Follows relocations from the roots (suites, and what the engine calls) over sections, as the
 * linker's --gc-sections will. Boot hooks and initcalls of what is used are roots, too.
 */
export function reach(
  units: Unit[],
  roots: { symbols: string[]; sections: RegExp; of: Set<string> },
  hooks: BootHook[],
): Reached {
  const definers = new Map<string, { unit: Unit; section: number }>();
  for (const unit of units) {
    for (const [name, section] of unit.elf.defines) {
      const known = definers.get(name);
      const isBetter = known?.unit.elf.weakDefines.has(name) && !unit.elf.weakDefines.has(name);
      if (!known || isBetter) definers.set(name, { unit, section });
    }
  }
  const live = new Map<Unit, Set<number>>();
  const work: [Unit, number][] = [];
  const visit = (unit: Unit, section: number) => {
    let sections = live.get(unit);
    if (!sections) {
      sections = new Set();
      live.set(unit, sections);
    }
    if (sections.has(section)) return;
    sections.add(section);
    work.push([unit, section]);
  };
  const missing = new Map<string, string>();
  const need = (symbol: string, unit: Unit | undefined) => {
    const found = definers.get(symbol);
    if (found) visit(found.unit, found.section);
    else if (!unit?.elf.weakNeeds.has(symbol)) missing.set(symbol, missing.get(symbol) ?? unit?.source ?? '');
  };

  for (const symbol of roots.symbols) need(symbol, undefined);
  for (const unit of units) {
    const isRoot = roots.of.has(unit.source);
    unit.elf.sections.forEach((name, index) => {
      if ((isRoot && roots.sections.test(name)) || (unit.isLoaded && initcallSection.test(name))) visit(unit, index);
    });
  }
  const initcalls = new Set<Unit>();
  const isUsed = (hook: BootHook) => {
    const definer = definers.get(hook.name);
    if (definer !== undefined && live.has(definer.unit)) return true;
    return hook.makesStateOf !== undefined && [...live.keys()].some((unit) => unit.source === hook.makesStateOf);
  };
  const applicable = (among: BootHook[]): string[] =>
    among.flatMap((hook) => {
      if (isUsed(hook)) return [hook.name];
      return [...initcalls].some((unit) => unit.source === hook.initcallOf) ? [] : applicable(hook.inner);
    });
  do {
    for (let next = work.pop(); next; next = work.pop()) {
      const [unit, section] = next;
      const refers = unit.elf.refers.get(section);
      for (const other of refers?.sections ?? []) visit(unit, other);
      for (const symbol of refers?.symbols ?? []) need(symbol, unit);
    }
    for (const hook of applicable(hooks)) need(hook, undefined);
    for (const unit of [...live.keys()]) {
      if (!unit.runsInitcalls || initcalls.has(unit)) continue;
      initcalls.add(unit);
      unit.elf.sections.forEach((name, index) => {
        if (initcallSection.test(name)) visit(unit, index);
      });
    }
  } while (work.length > 0);
  return {
    sources: units.filter((unit) => live.has(unit)).map((unit) => unit.source),
    missing,
    hooks: applicable(hooks),
    initcalls: units
      .filter((unit) => initcalls.has(unit) && unit.elf.sections.some((name) => initcallSection.test(name)))
      .map((unit) => unit.source),
  };
}
