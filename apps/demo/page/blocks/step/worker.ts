import { expose } from 'comlink'
import { runNumbers, stepNumbers } from './compute.ts'

export const api = { runNumbers, stepNumbers }

expose(api)
