import { parentPort, workerData } from 'node:worker_threads'
import { limitWorks } from './prepare-limit.ts'
import { follow, type Share } from './threads.ts'

const share = workerData as Share
const run = limitWorks[share.work]!(share.threads)
parentPort!.postMessage('ready')
setImmediate(() => follow(share, run))
