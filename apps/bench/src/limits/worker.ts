import { parentPort, workerData } from 'node:worker_threads'
import { limitWorkloads } from './prepare-limit.ts'
import { follow, type Share } from './threads.ts'

const share = workerData as Share
const run = limitWorkloads[share.workload]!(share.threads)
parentPort!.postMessage('ready')
setImmediate(() => follow(share, run))
