/** How a run dies (SIGKILL): from the given step on, within the writing of a checkpoint or, without a place, from outside. */
export interface Death {
  readonly step: number
  /** How far the writing has come: begun, its temporary file created with half of the bytes, all bytes in it, or renamed. */
  readonly place?: (typeof PLACES)[number]
}

export const PLACES = ['begun', 'created', 'written', 'renamed'] as const

/** The steps that a run goes on for after it has asked to be killed: the signal meets it anywhere within them. */
export const GRACE = 3
