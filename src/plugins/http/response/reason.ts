import { STATUS_CODES } from 'node:http'

/** Reason phrases that Go writes and Node spells otherwise or lacks. */
const goReasons: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  416: 'Requested Range Not Satisfiable',
  418: "I'm a teapot",
  509: 'status code 509',
}

/** The reason phrase of a status; spec 03 §6.1. */
export function reasonOf(status: number): string {
  return goReasons[status] ?? STATUS_CODES[status] ?? `status code ${status}`
}
