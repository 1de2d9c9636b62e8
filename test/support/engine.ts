import { findEngine } from "../../engine";

/** Finds or builds the engine once, before the first engine test; the harness reads its folder from the environment. */
export default async function prepareEngine(): Promise<void> {
    process.env.HRMS_ENGINE_BIN ??= (await findEngine()).folder;
}
