// SPDX-License-Identifier: MIT OR GPL-2.0-only

import type { Exploration } from './events.js';

/** What a test program sends, line by line: docs/protocol.md. */

export const wireVersion = 1;

export interface HelloCase {
  name: string;
  speed: 'normal' | 'slow' | 'very_slow';
  function?: string;
}

export interface HelloSuite {
  name: string;
  file?: string;
  init: boolean;
  cases: HelloCase[];
}

export interface Hello {
  type: 'hello';
  protocol: number;
  cpus: number;
  nodes: number;
  suites: HelloSuite[];
}

export interface CaseEnd {
  type: 'end';
  id: number;
  reason: 'exit' | 'signal' | 'timeout' | 'output';
  exit?: number;
  signal?: number;
  wall_ns: number;
  cpu_ns: number;
  rss_kb: number;
  leftover: number;
  finished: boolean;
  failures: number;
  warnings: number;
  expects_warnings: boolean;
  skipped: boolean;
  leaks: number;
  last?: { file: string; line: number };
}

export type WireCaseEvent =
  | { type: 'failure'; file: string; line: number; fatal: boolean; text: string }
  | { type: 'param'; index: number; name: string; status: 'passed' | 'failed' | 'skipped'; comment?: string }
  | { type: 'skip'; reason: string }
  | { type: 'warn'; file: string; line: number; text: string; frames: string[] }
  | WireCrash
  | { type: 'leak'; kind: string; bytes: number; count: number; frames: string[] }
  | { type: 'memory'; kind: string; text: string; traces: WireTrace[] }
  | { type: 'turn'; from: string; to: string; cpu: number; how: string; frames: string[] }
  | { type: 'exploring'; schedules: number; ms: number }
  | ({ type: 'explored' } & Omit<Exploration, 'turns'>);

/** A backtrace and its part in the story: "allocated at". */
export interface WireTrace {
  title: string;
  frames: string[];
}

export interface WireCrash {
  type: 'crash';
  kind: 'signal' | 'bug' | 'panic' | 'memory' | 'deadlock' | 'lock' | 'unsupported' | 'timeout';
  signal?: number;
  address?: string;
  text: string;
  frames: string[];
  tasks?: { name: string; text: string; frames: string[] }[];
  traces?: WireTrace[];
}

export type WireMessage =
  | Hello
  | { type: 'start'; id: number }
  | { type: 'output'; id: number; data: string }
  | { type: 'event'; id: number; data: WireCaseEvent }
  | { type: 'noise'; id: number; bytes: number }
  | CaseEnd;

/** Undefined for a line that is no message. */
export function parseWireLine(line: string): WireMessage | undefined {
  try {
    const message = JSON.parse(line) as { type?: unknown };
    return typeof message === 'object' && message !== null && typeof message.type === 'string'
      ? (message as WireMessage)
      : undefined;
  } catch {
    return undefined;
  }
}
