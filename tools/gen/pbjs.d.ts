/** protobufjs-cli has no types of its own. */
declare module 'protobufjs-cli/pbjs.js' {
  const pbjs: { main(args: readonly string[], callback: (error: Error | null) => void): void }
  export default pbjs
}
