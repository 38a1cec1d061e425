LIST_TRANSFORM([{{box_ms}}], LAMBDA box : LIST_TRANSFORM(box, LAMBDA ms : ms / NULLIF(box[3], 0)))[1]
