"""What a session has used, in a line for a person."""

from luke_cli.engines.anthropic.session import Session


def spent(session: Session) -> str:
    """Return the model, the answers, the tokens and the dollars of a run."""
    usage = session.usage
    cached = usage.cache_read_tokens
    taken = usage.input_tokens + usage.cache_write_tokens + cached
    again = f" · {usage.repeated} answers known before" if usage.repeated else ""
    return (
        f"{usage.model} · {usage.requests} answers{again} · {taken:,} tokens in"
        f" ({cached:,} cached), {usage.output_tokens:,} out · ${usage.cost_usd:.2f}"
    )
