// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './binary-cross-entropy.ts'
export * from './cross-entropy.ts'
export * from './define.ts'
export * from './expected-binary-cross-entropy.ts'
export * from './gaussian-nll.ts'
export * from './huber.ts'
export * from './kl-divergence.ts'
export * from './mae.ts'
export * from './mse.ts'
export * from './parts.ts'
