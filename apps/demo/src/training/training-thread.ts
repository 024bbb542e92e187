import { parentPort, workerData } from 'node:worker_threads'
import { type Progress, type TrainedNetwork, type TrainingRequest, trainNetwork } from './train-network.ts'

/** The messages of a training thread: progress, and the result at the end. */
export type TrainingMessage = { readonly progress: Progress } | { readonly result: TrainedNetwork }

const post = (message: TrainingMessage): void => parentPort!.postMessage(message)
post({ result: await trainNetwork(workerData as TrainingRequest, (progress) => post({ progress })) })
