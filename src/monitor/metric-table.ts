/** What is known of one metric. */
export interface MetricDefinition {
  /** A counter only grows while the process runs; a gauge goes up and down; a histogram counts by size. */
  readonly type: "counter" | "gauge" | "histogram";
  /** What it says, in half a sentence. */
  readonly help: string;
  /** The names of its labels. The values of each are few: kinds, never names that callers choose. */
  readonly labels: readonly string[];
}

/**
 * Every metric, by its name, in the order shown. Names and units are Prometheus's: seconds, bytes,
 * `_total` for counters. `docs/reference/metrics.md` is held to this table by a test.
 */
export const METRICS = {
  doorbook_build_info: gauge("1, labelled with what runs", "version", "node"),
  process_start_time_seconds: gauge("when the process started, Unix time"),
  process_cpu_seconds_total: counter("processor time of all threads"),
  process_resident_memory_bytes: gauge("memory in use, with what is mapped of files"),
  doorbook_heap_bytes: gauge("memory of the main thread's objects"),
  doorbook_event_loop_lag_seconds: gauge(
    "how late the main thread came to its work in the last ten seconds or more",
    "quantile",
  ),
  doorbook_head_seq: gauge("the newest event's number: its growth is the rate of events"),
  doorbook_deliveries_total: counter(
    "deliveries of panels, by how they came and ended: `stored`, `unavailable`, `quarantine_full`, `failed`",
    "source",
    "outcome",
  ),
  doorbook_events_total: counter("new events of panels", "source"),
  doorbook_events_repeated_total: counter("delivered events that the log held already", "source"),
  doorbook_delivery_seconds: histogram("from taking a delivery to its being durable"),
  doorbook_commit_seconds: histogram("writing and syncing a commit, of one or many deliveries"),
  doorbook_rejected_total: counter("events and bodies that could not be understood"),
  doorbook_quarantined: gauge("things in quarantine"),
  doorbook_quarantine_bytes: gauge("how full the quarantine is"),
  doorbook_quarantine_max_bytes: gauge("how full it may get"),
  doorbook_panels: gauge("panels, by how they are", "state"),
  doorbook_unmerged_events: gauge("newest events that are not in every index yet"),
  doorbook_unfed_events: gauge("newest events that are not in the word index yet"),
  doorbook_http_request_seconds: histogram(
    "from a request's headers to the end of its answer, by the route's pattern and the status's class",
    "method",
    "route",
    "status",
  ),
  doorbook_http_connections: gauge("open connections of callers"),
  doorbook_connections_refused_total: counter("connections that were turned away: too many"),
  doorbook_tls_handshakes_failed_total: counter("TLS handshakes that failed"),
  doorbook_certificate_expires_seconds: gauge("until when the certificate is good, Unix time"),
  doorbook_streams_open: gauge("readers of live streams"),
  doorbook_streams_behind: gauge("those of them that have not seen the newest events yet"),
  doorbook_disk_free_bytes: gauge("free on the data folder's disk, for the server's user"),
  doorbook_disk_low: gauge("1 while that is less than the setting asks for"),
  doorbook_data_bytes: gauge("size of the files in the data folder", "file"),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** A name of {@link METRICS}. */
export type MetricName = keyof typeof METRICS;

function gauge<const Labels extends readonly string[]>(help: string, ...labels: Labels) {
  return { type: "gauge", help, labels } as const;
}

function counter<const Labels extends readonly string[]>(help: string, ...labels: Labels) {
  return { type: "counter", help, labels } as const;
}

function histogram<const Labels extends readonly string[]>(help: string, ...labels: Labels) {
  return { type: "histogram", help, labels } as const;
}
