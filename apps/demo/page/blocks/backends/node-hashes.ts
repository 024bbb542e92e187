import type { Hashes } from './runs.ts'
import type { Settings } from './state.ts'

/** What Node computes for the first settings, at each width: stored here, and computed anew by compute.test.ts. */
export const nodeHashes: Readonly<Record<Settings['width'], Hashes>> = {
  64: { mask: '16fb6056ec575d9dd29948d8d75425f2', weights: 'bf48ef37a9883c370cb3f2c98e7dd0b2' },
  128: { mask: '3e7b89990f0dc5ba7f1706a9fbae70eb', weights: '7c19345c235cd5972681a115b3259582' },
  256: { mask: '02274eeed4315819e06a94e219a2e4a7', weights: '01b48e028c41700688880fe3a624bc4a' },
}
