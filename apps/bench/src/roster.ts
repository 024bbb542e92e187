import type { Contender } from './contenders/contender.ts'
import { type Client, startClient } from './protocol/client.ts'

/** The processes of contenders: each is started when it is first needed, and stays. */
export class Roster {
  readonly #clients = new Map<Contender, Promise<Client>>()
  readonly #running = new Map<Contender, Client>()

  /** The contender's process; throws why it cannot be started, each time. */
  client(contender: Contender): Promise<Client> {
    let client = this.#clients.get(contender)
    if (!client) {
      client = startClient(contender.command)
      this.#clients.set(contender, client)
      client.then(
        (running) => this.#running.set(contender, running),
        () => undefined,
      )
    }
    return client
  }

  /** This process and those of the contenders. */
  pids(): number[] {
    return [process.pid, ...[...this.#running.values()].map(({ pid }) => pid)]
  }

  /** What each contender says it is. */
  versions(): Record<string, Readonly<Record<string, string>>> {
    return Object.fromEntries(
      [...this.#running].map(([{ who, mode, threads }, { versions }]) => [`${who} ${mode} ${threads}`, versions]),
    )
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((client) => client.stop()))
  }
}
