import type { RpcClient } from '../goridge/rpc-client.ts'
import { connectRpc } from '../goridge/rpc-client.ts'
import { loadClientConfig, rpcAddress } from '../kernel/config/client.ts'
import type { Call } from './command.ts'

/** Connects to the server that the configuration names and closes the connection when the work is done. */
export async function withRpc<T>(flags: Call['flags'], work: (rpc: RpcClient) => Promise<T>): Promise<T> {
  const rpc = await connectRpc(rpcAddress(await loadClientConfig(flags.config, flags.override)))
  try {
    return await work(rpc)
  } finally {
    rpc.close()
  }
}
