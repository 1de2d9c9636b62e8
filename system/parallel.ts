/**
 * Does the work for each item, some at the same time. The first failure ends it: no further item is begun, and the error is
 * thrown once those under way have ended.
 */
export async function inParallel<T>(
    items: readonly T[],
    atOnce: number,
    work: (item: T) => Promise<void>,
): Promise<void> {
    const queue = items.values();
    let failure: { readonly error: unknown } | undefined;
    const worker = async (): Promise<void> => {
        for (const item of queue) {
            try {
                await work(item);
            } catch (error) {
                failure ??= { error };
            }
            if (failure !== undefined) return;
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (failure !== undefined) throw failure.error;
}
