import type { Implementation } from '../implementations/implementation.ts'
import { type Client, startClient } from './client.ts'

/** The processes of the implementations. Each starts at its first use and runs until `stop`. */
export class Processes {
  readonly #clients = new Map<Implementation, Promise<Client>>()
  readonly #running = new Map<Implementation, Client>()

  /** The implementation's process; throws why it cannot be started, each time. */
  client(implementation: Implementation): Promise<Client> {
    let client = this.#clients.get(implementation)
    if (!client) {
      client = startClient(implementation.command)
      this.#clients.set(implementation, client)
      client.then(
        (running) => this.#running.set(implementation, running),
        () => undefined,
      )
    }
    return client
  }

  /** This process and those of the implementations. */
  pids(): number[] {
    return [process.pid, ...[...this.#running.values()].map(({ pid }) => pid)]
  }

  /** What each implementation says it is. */
  versions(): Record<string, Readonly<Record<string, string>>> {
    return Object.fromEntries(
      [...this.#running].map(([{ library, mode, threads }, { versions }]) => [
        `${library} ${mode} ${threads}`,
        versions,
      ]),
    )
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((client) => client.stop()))
  }
}
