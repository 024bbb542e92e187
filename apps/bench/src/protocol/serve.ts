import { writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { answerer, type Prepare, type Reply } from './answer.ts'
import type { Ready, Released, Request } from './messages.ts'

/** The life of a implementation's process: does what it is asked for, until standard input ends. */
export async function serve(
  versions: Readonly<Record<string, string>>,
  workloads: Readonly<Record<string, Prepare>>,
  released?: () => Released,
): Promise<never> {
  const answer = answerer({
    workloads,
    ...(released ? { released } : {}),
    reader: (folder) => (name) => readFile(join(folder, name)),
    peak: () => process.resourceUsage().maxRSS * 1024,
  })
  return serveWith(versions, answer)
}

/** The same, with answers that come from elsewhere. */
export async function serveWith(
  versions: Readonly<Record<string, string>>,
  answer: (request: Request) => Promise<Reply>,
): Promise<never> {
  say({ versions })
  for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line) as Request))
  process.exit()
}

function say(message: Ready | Reply): void {
  writeSync(3, `${JSON.stringify(message)}\n`)
}
