-- 1 to 5: one more for each of the four ascending limits the value exceeds; equal values score alike.
create or replace macro score_of_five(v, limits) as
  case
    when v > limits[4] then 5
    when v > limits[3] then 4
    when v > limits[2] then 3
    when v > limits[1] then 2
    else 1
  end;
