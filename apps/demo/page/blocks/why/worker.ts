import { expose, transfer } from 'comlink'
import * as compute from './compute.ts'

export const api = {
  overKeep: compute.overKeep,
  chosen(setting: compute.Setting, keep: number): compute.Chosen {
    const numbers = compute.chosen(setting, keep)
    return transfer(
      numbers,
      compute.CONVENTIONS.map((convention) => numbers[convention].values.buffer as ArrayBuffer),
    )
  },
}

expose(api)
