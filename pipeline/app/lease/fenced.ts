import type { Services } from "#app/services.ts";
import type { LeaseKeeper } from "./keeper.ts";

/**
 * The same services, where everything that others could see is written only while the lease is held: batches,
 * keys and versions. Who lost it gets `FencedOut` instead of writing.
 */
export function fenced(services: Services, lease: LeaseKeeper): Services {
  const { bronze, keys, publisher } = services;
  const { check } = lease;
  return {
    ...services,
    bronze: {
      ...bronze,
      stage: async (session, request) => {
        const staged = await bronze.stage(session, request);
        return {
          ...staged,
          commit: async () => {
            await check();
            return staged.commit();
          },
          hold: (reason) => staged.hold(reason),
          discard: () => staged.discard(),
        };
      },
    },
    keys: {
      ...keys,
      commit: async (dimension, run) => {
        await check();
        return keys.commit(dimension, run);
      },
    },
    publisher: {
      ...publisher,
      publish: async (sessions, request) => {
        await check();
        return publisher.publish(sessions, { ...request, fence: lease.fence, guard: check });
      },
    },
  };
}
