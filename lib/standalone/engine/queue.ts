import { randomUUID } from "node:crypto";
import { lockSlots, type Slots, slotsInUse } from "./concurrency";
import type { Database, Sql } from "./database";

/**
 * The calls to the app that are due. A claim is a lease: the claimer renews it while the call is under way, and when it
 * dies the lease runs out and another takes over. Each claim raises the job's generation; an answer or a
 * checkpoint of an older generation is refused, so a worker that wakes up late changes nothing.
 */
export type Job = {
  id: string;
  runId: string;
  /** The planned step to run, or null to find out what comes next. */
  stepId: string | null;
  /** How many tries have failed so far. */
  attempt: number;
  /** Calls that ended without an answer of the app. */
  lostCalls: number;
  generation: number;
};

export type NewJob = { runId: string; stepId: string | null; dueAt: Date; slots: Slots };

const jobColumns = `id, run_id as "runId", step_id as "stepId", attempt, lost_calls as "lostCalls", generation`;

export async function enqueue(sql: Sql, job: NewJob): Promise<void> {
  await sql.rows(
    `insert into engine.jobs (id, run_id, step_id, due_at, slot_keys, slot_limits) values ($1, $2, $3, $4, $5, $6)`,
    [randomUUID(), job.runId, job.stepId, job.dueAt, job.slots.keys, job.slots.limits],
  );
}

type Candidate = { id: string; slot_keys: string[]; slot_limits: number[] };

/** Takes up to `countMax` due jobs for which there is room, oldest first. Safe beside other processes. */
export async function claim(db: Database, now: Date, countMax: number, leaseMs: number): Promise<Job[]> {
  return db.transaction(async (sql) => {
    // A lease that is lost with the machine's power is only taken again: no need to wait for the disk.
    await sql.rows("set local synchronous_commit = off");
    // Saturated keys are left out here already, or a long tail of one key would hide the jobs behind it.
    const candidates = await sql.rows<Candidate>(
      `select id, slot_keys, slot_limits from engine.jobs job
        where due_at <= $1 and (leased_until is null or leased_until < clock_timestamp())
          and not exists (
            select 1 from unnest(job.slot_keys, job.slot_limits) as slot (key, room)
             where (select count(*) from engine.jobs other
                     where other.leased_until > clock_timestamp() and other.slot_keys @> array[slot.key]) >= slot.room)
        order by due_at, position limit $2
        for update skip locked`,
      [now, countMax],
    );
    const chosen = await withRoom(sql, candidates);
    if (chosen.length === 0) return [];
    return sql.rows<Job>(
      `update engine.jobs set generation = generation + 1, leased_until = clock_timestamp() + $2 * interval '1 millisecond'
        where id = any($1) returning ${jobColumns}`,
      [chosen, leaseMs],
    );
  });
}

/** Of these candidates, the ids that fit into their slots, counted under the slots' locks. */
async function withRoom(sql: Sql, candidates: readonly Candidate[]): Promise<string[]> {
  const keys = candidates.flatMap((candidate) => candidate.slot_keys);
  if (keys.length === 0) return candidates.map((candidate) => candidate.id);
  await lockSlots(sql, keys);
  const used = await slotsInUse(sql, keys);
  const chosen: string[] = [];
  for (const { id, slot_keys, slot_limits } of candidates) {
    const full = slot_keys.some((key, index) => (used.get(key) ?? 0) >= (slot_limits[index] ?? 0));
    if (full) continue;
    for (const key of slot_keys) used.set(key, (used.get(key) ?? 0) + 1);
    chosen.push(id);
  }
  return chosen;
}

/** Renews the leases of all calls under way; jobs that were taken away meanwhile are left alone. */
export async function renewLeases(sql: Sql, jobs: readonly Job[], leaseMs: number): Promise<void> {
  await sql.rows(
    `update engine.jobs set leased_until = clock_timestamp() + $3 * interval '1 millisecond'
       from unnest($1::text[], $2::int[]) as held (id, generation)
      where jobs.id = held.id and jobs.generation = held.generation`,
    [jobs.map((job) => job.id), jobs.map((job) => job.generation), leaseMs],
  );
}

/** Gives the jobs back for another process to take at once. */
export async function releaseLeases(sql: Sql, jobs: readonly Job[]): Promise<void> {
  await renewLeases(sql, jobs, 0);
}

/** Locks a job that is still of this claim. Null: it was taken over or its run has ended. */
export async function lockClaimed(sql: Sql, job: Pick<Job, "id" | "generation">): Promise<Job | null> {
  const rows = await sql.rows<Job>(
    `select ${jobColumns} from engine.jobs where id = $1 and generation = $2 for update`,
    [job.id, job.generation],
  );
  return rows[0] ?? null;
}

/** Puts a claimed job back: the next try counts as a further attempt, or only as a lost call. */
export async function postpone(
  sql: Sql,
  job: Pick<Job, "id" | "generation">,
  dueAt: Date,
  counts: "attempt" | "lost call" | "nothing",
): Promise<void> {
  await sql.rows(
    `update engine.jobs set due_at = $3, leased_until = null, attempt = attempt + $4, lost_calls = lost_calls + $5
      where id = $1 and generation = $2`,
    [job.id, job.generation, dueAt, counts === "attempt" ? 1 : 0, counts === "lost call" ? 1 : 0],
  );
}

export async function removeJob(sql: Sql, id: string): Promise<void> {
  await sql.rows("delete from engine.jobs where id = $1", [id]);
}
