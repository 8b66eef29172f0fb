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
  /** Symbols that are used and that no unit defines: name → source that needs it, a suite's own rather than others. */
  missing: ReadonlyMap<string, string>;
  /** Boot hooks whose definer is used, in the given order. */
  hooks: string[];
  /** Sources whose initcalls run. */
  initcalls: string[];
}

export const initcallSection = /^\.(?:con_)?initcall(\w*)\.init$/;

export interface Roots {
  symbols: string[];
  /** Sections of the sources `of` that are roots. */
  sections: RegExp;
  of: Set<string>;
}

interface Place {
  unit: Unit;
  section: number;
}

/**
 * Follows relocations from the roots (suites, and what the engine calls) over sections, as the
 * linker's --gc-sections will. Boot hooks and initcalls of what is used are roots, too. Units come
 * one after the other: what has been followed is not followed again.
 */
export class Reachability {
  private readonly units = new Map<string, Unit>();
  private readonly definers = new Map<string, Place>();
  private readonly live = new Map<Unit, Set<number>>();
  private readonly initcalls = new Set<Unit>();
  /** Used and not defined: name → source that needs it. Of those that may stay so, the name alone. */
  private readonly missing = new Map<string, string>();
  private readonly missingWeak = new Set<string>();
  private readonly work: Place[] = [];

  constructor(
    private readonly roots: Roots,
    private readonly hooks: BootHook[],
  ) {
    this.start();
  }

  has(source: string): boolean {
    return this.units.has(source);
  }

  /** Adds a unit behind those that are there. */
  add(unit: Unit): void {
    this.units.set(unit.source, unit);
    if (this.define(unit)) {
      this.start();
      return;
    }
    for (const name of unit.elf.defines.keys()) {
      const isMissing = this.missing.delete(name);
      if (this.missingWeak.delete(name) || isMissing) this.need(name, undefined);
    }
    this.visitRoots(unit);
  }

  /** Whether a definition took the place of a weak one that is used: what that led to may no longer be. */
  private define(unit: Unit): boolean {
    let replaces = false;
    for (const [name, section] of unit.elf.defines) {
      const known = this.definers.get(name);
      if (known && (unit.elf.weakDefines.has(name) || !known.unit.elf.weakDefines.has(name))) continue;
      this.definers.set(name, { unit, section });
      replaces ||= known !== undefined && !!this.live.get(known.unit)?.has(known.section);
    }
    return replaces;
  }

  /** The initcalls of a unit run in any case. */
  load(source: string): void {
    const unit = this.units.get(source);
    if (!unit) return;
    unit.isLoaded = true;
    unit.runsInitcalls = true;
    this.visitRoots(unit);
  }

  /** Forgets what was followed. */
  private start(): void {
    this.work.length = 0;
    for (const seen of [this.live, this.initcalls, this.missing, this.missingWeak]) seen.clear();
    for (const symbol of this.roots.symbols) this.need(symbol, undefined);
    for (const unit of this.units.values()) this.visitRoots(unit);
  }

  private isRoot(unit: Unit | undefined): boolean {
    return unit !== undefined && this.roots.of.has(unit.source);
  }

  private visitRoots(unit: Unit): void {
    if (this.isRoot(unit)) this.visitSections(unit, this.roots.sections);
    if (unit.isLoaded) this.visitSections(unit, initcallSection);
  }

  private visitSections(unit: Unit, pattern: RegExp): void {
    unit.elf.sections.forEach((name, index) => {
      if (pattern.test(name)) this.visit(unit, index);
    });
  }

  private visit(unit: Unit, section: number): void {
    let sections = this.live.get(unit);
    if (!sections) {
      sections = new Set();
      this.live.set(unit, sections);
    }
    if (sections.has(section)) return;
    sections.add(section);
    this.work.push({ unit, section });
  }

  private need(symbol: string, unit: Unit | undefined): void {
    const found = this.definers.get(symbol);
    if (found) this.visit(found.unit, found.section);
    else if (unit?.elf.weakNeeds.has(symbol)) this.missingWeak.add(symbol);
    else if (!this.missing.has(symbol) || this.isRoot(unit)) this.missing.set(symbol, unit?.source ?? '');
  }

  private isUsed(hook: BootHook): boolean {
    const definer = this.definers.get(hook.name);
    if (definer !== undefined && this.live.has(definer.unit)) return true;
    const state = hook.makesStateOf === undefined ? undefined : this.units.get(hook.makesStateOf);
    return state !== undefined && this.live.has(state);
  }

  private applicable(among: BootHook[]): string[] {
    return among.flatMap((hook) => {
      if (this.isUsed(hook)) return [hook.name];
      const initcalls = hook.initcallOf === undefined ? undefined : this.units.get(hook.initcallOf);
      return initcalls && this.initcalls.has(initcalls) ? [] : this.applicable(hook.inner);
    });
  }

  /** Follows what was added. */
  follow(): Reached {
    do {
      for (let next = this.work.pop(); next; next = this.work.pop()) {
        const { unit, section } = next;
        const refers = unit.elf.refers.get(section);
        for (const other of refers?.sections ?? []) this.visit(unit, other);
        for (const symbol of refers?.symbols ?? []) this.need(symbol, unit);
      }
      for (const hook of this.applicable(this.hooks)) this.need(hook, undefined);
      for (const unit of [...this.live.keys()]) {
        if (!unit.runsInitcalls || this.initcalls.has(unit)) continue;
        this.initcalls.add(unit);
        this.visitSections(unit, initcallSection);
      }
    } while (this.work.length > 0);
    const units = [...this.units.values()];
    return {
      sources: units.filter((unit) => this.live.has(unit)).map((unit) => unit.source),
      missing: this.missing,
      hooks: this.applicable(this.hooks),
      initcalls: units
        .filter((unit) => this.initcalls.has(unit) && unit.elf.sections.some((name) => initcallSection.test(name)))
        .map((unit) => unit.source),
    };
  }
}
