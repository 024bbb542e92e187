import { parentPort, workerData } from 'node:worker_threads'
import type { Arm } from './outcome.ts'
import { type ArmRequest, type Progress, trainArm } from './train-arm.ts'

/** What a worker says while it works, and in the end. */
export type ArmMessage = { readonly progress: Progress } | { readonly arm: Arm }

const say = (message: ArmMessage): void => parentPort!.postMessage(message)
say({ arm: await trainArm(workerData as ArmRequest, (progress) => say({ progress })) })
