// A connection that runs programs.
#pragma once
#include <memory>

#include "engine/engine.h"
#include "engine/instance.h"

namespace tarn::engine {

std::unique_ptr<Session> make_session(std::shared_ptr<Link> link);

}  // namespace tarn::engine
