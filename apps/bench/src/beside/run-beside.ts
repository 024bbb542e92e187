import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Reply } from '../protocol/answer.ts'
import type { Request } from '../protocol/messages.ts'
import { serveWith } from '../protocol/serve.ts'
import { printedTime } from './printed-time.ts'

/**
 * Stands between the bench and a program that takes its turns. One that writes to descriptor 3 speaks the protocol of `protocol/messages.ts`: its
 * lines pass through. Any other prints the milliseconds of a step and ends: it runs anew for each repetition.
 */
export async function runBeside(command: string): Promise<never> {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit', 'pipe'] })
  const answers = child.stdio[3] as Readable
  const output = text(child.stdout!)
  const ended = once(child, 'close')
  const [spoken] = (await Promise.race([once(answers, 'data'), ended])) as [unknown]
  if (Buffer.isBuffer(spoken)) {
    writeSync(3, spoken)
    answers.on('data', (chunk: Buffer) => void writeSync(3, chunk))
    process.stdin.pipe(child.stdin!)
    await ended
    process.exit(child.exitCode ?? 1)
  }
  printedTime(await output)
  return serveWith({ command }, async (request) => answer(command, request))
}

function answer(command: string, request: Request): Reply {
  if ('peak' in request) return { cannot: 'its memory is not known' }
  if (!('repeat' in request)) return { note: '' }
  try {
    const { stdout } = spawnSync(command, { shell: true, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    return { milliseconds: request.times * printedTime(stdout) }
  } catch (error) {
    return { cannot: (error as Error).message }
  }
}
