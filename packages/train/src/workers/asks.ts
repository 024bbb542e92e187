import { TrainError, textOf } from '../train-error.ts'

/** What main answers a worker. */
export interface Answer {
  readonly call: number
  readonly value?: unknown
  readonly error?: string
}

/** The questions of a worker that main has not answered yet. */
export class Asks<Question> {
  readonly #send: (call: number, question: Question) => void
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #calls = 0

  constructor(send: (call: number, question: Question) => void) {
    this.#send = send
  }

  /** Asks main. @throws {TrainError} with what main says where its answer is an error. */
  ask(question: Question): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call = this.#calls++
      this.#waiting.set(call, ({ value, error }) => {
        if (error === undefined) resolve(value)
        else reject(new TrainError(error, { code: 'failed' }))
      })
      this.#send(call, question)
    })
  }

  hear(answer: Answer): void {
    this.#waiting.get(answer.call)?.(answer)
    this.#waiting.delete(answer.call)
  }
}

/** The answer of main: what the work gives, or the text of its error. */
export async function answerOf(call: number, work: () => unknown): Promise<Answer> {
  try {
    return { call, value: await work() }
  } catch (error) {
    return { call, error: textOf(error) }
  }
}
