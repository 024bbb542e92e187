export type { MnistDownload } from './node/download-mnist.ts'
export { mnist } from './node/mnist.ts'
export { readCsv } from './node/read-csv.ts'
