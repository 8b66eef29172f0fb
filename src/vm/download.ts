// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, makeFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';

export interface Download {
  url: string;
  /** The list of published sums beside it: lines of SUM and file name. */
  sums: string;
  algorithm: 'sha256' | 'sha512';
  onProgress(done: number, total: number | undefined): void;
}

/**
 * Fetches a file once. What a cut connection left is gone on with; the file
 * gets its name only when its checksum is the published one.
 */
export async function download(file: string, wanted: Download): Promise<void> {
  if (isFile(file)) return;
  makeFolder(path.dirname(file));
  const sum = await publishedSum(wanted);
  const part = `${file}.part`;
  await fetchRest(part, wanted);
  const actual = await sumOf(part, wanted.algorithm);
  if (actual !== sum) {
    rmSync(part, { force: true });
    throw new UserError(
      `${wanted.url}: its ${wanted.algorithm} is ${actual.slice(0, 16)}…, but ${wanted.sums} says ${sum.slice(0, 16)}…: it was removed; try again, or another mirror`,
      ExitCode.missing,
    );
  }
  renameSync(part, file);
}

async function publishedSum({ url, sums }: Download): Promise<string> {
  const response = await ask(sums, {});
  const name = path.posix.basename(new URL(url).pathname);
  for (const line of (await response.text()).split('\n')) {
    const match = /^([0-9a-f]{64,128}) [ *](.+)$/.exec(line.trim());
    if (match && path.posix.basename(match[2] ?? '') === name) return match[1] ?? '';
  }
  throw new UserError(`${sums}: has no checksum of ${name}`, ExitCode.missing);
}

async function fetchRest(part: string, { url, onProgress }: Download): Promise<void> {
  const have = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  const response = await ask(url, have > 0 ? { Range: `bytes=${have}-` } : {});
  // All of it was there already.
  if (response.status === 416) return;
  const isRest = response.status === 206;
  const length = Number(response.headers.get('content-length')) || undefined;
  let done = isRest ? have : 0;
  const total = length === undefined ? undefined : length + done;
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('data', (chunk: Buffer) => {
    done += chunk.length;
    onProgress(done, total);
  });
  try {
    await pipeline(body, createWriteStream(part, { flags: isRest ? 'a' : 'w' }));
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new UserError(
      full
        ? `${url}: the disk with ${path.dirname(part)} is full: free some space; what has come is kept`
        : `${url}: the connection was cut after ${done} bytes: they are kept, run the command again to go on`,
      ExitCode.missing,
    );
  }
  if (total !== undefined && done < total)
    throw new UserError(
      `${url}: only ${done} of ${total} bytes came: run the command again to go on`,
      ExitCode.missing,
    );
}

async function ask(url: string, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers });
  } catch (error) {
    const cause = (error as { cause?: Error }).cause?.message ?? (error as Error).message;
    throw new UserError(`${url}: can not be fetched: ${cause}`, ExitCode.missing);
  }
  if (!response.ok && response.status !== 416)
    throw new UserError(`${url}: the server answered ${response.status} ${response.statusText}`, ExitCode.missing);
  return response;
}

async function sumOf(file: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
