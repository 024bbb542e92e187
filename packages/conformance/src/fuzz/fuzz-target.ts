/** A reader of files or of saved states, as the fuzz attacks it. A member of `targets` exports one as `target`. */
export interface FuzzTarget {
  /** Valid files, from which mutations start. */
  samples(): readonly Uint8Array[] | Promise<readonly Uint8Array[]>
  /** Reads a file, and gives what it holds. */
  read(bytes: Uint8Array): unknown
  /** The JSON of a file, and the file with another one in its place, with a checksum that fits. */
  readonly json?: {
    of(bytes: Uint8Array): unknown
    replace(bytes: Uint8Array, json: string): Uint8Array
  }
  /** Whether a checksum covers the whole file: a mutation is refused, or gives what the sample gives. */
  readonly hasChecksum?: boolean
  /** Files that grow with n, by name: the time to read them, or to refuse them, may not grow with the square. */
  readonly growing?: Readonly<Record<string, (n: number) => Uint8Array>>
  /** How many mutations CI makes of it. Default 400. */
  readonly mutations?: number
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]

/** Text as bytes. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

/** Bytes as text; what is not UTF-8 becomes U+FFFD. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

/** A target that takes what JSON.parse gave: a state, as a program has it from a file. */
export function stateTarget(
  states: readonly unknown[],
  read: (state: never) => unknown,
  more: Partial<FuzzTarget> = {},
): FuzzTarget {
  return {
    samples: () => states.map((state) => bytesOf(JSON.stringify(state))),
    read(bytes) {
      let state: unknown
      try {
        state = JSON.parse(textOf(bytes))
      } catch {
        return 'not JSON' // Which the program that parsed it knows.
      }
      return read(state as never)
    },
    json: { of: (bytes) => JSON.parse(textOf(bytes)), replace: (_, json) => bytesOf(json) },
    ...more,
  }
}
