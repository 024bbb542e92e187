// A file of its own, so that the front door loads it after all else: a bundle in which it comes first compresses less well, even of a program
// that leaves it out.
export * as diagnosis from '@thinned/diagnosis'
export { DiagnosisError } from '@thinned/diagnosis'
